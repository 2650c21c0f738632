import {
  IconActivity,
  IconBrush,
  IconChartBar,
  IconCode,
  IconPhoto,
  IconTargetOff,
  IconYoga,
} from '@tabler/icons-react';
import { NavLink } from 'react-router';
import classes from './Navigation.module.css';

const PAGES = [
  { to: '/playground', label: 'Playground', Icon: IconBrush },
  { to: '/poses', label: 'Poses', Icon: IconYoga },
  { to: '/generations', label: 'Generations', Icon: IconPhoto },
  { to: '/insights', label: 'Insights', Icon: IconTargetOff },
  { to: '/reports', label: 'Reports', Icon: IconChartBar },
  { to: '/operations', label: 'Operations', Icon: IconActivity },
  { to: '/graphiql', label: 'GraphiQL', Icon: IconCode },
];

export function Navigation() {
  return (
    <nav className={classes.navigation} aria-label="Pages">
      {PAGES.map(({ to, label, Icon }) => (
        <NavLink key={to} to={to} className={classes.link!} aria-label={label}>
          <Icon size={18} aria-hidden />
          <span className={classes.label}>{label}</span>
        </NavLink>
      ))}
    </nav>
  );
}
