import { Stack, Text, ThemeIcon, Title } from '@mantine/core';
import { type ReactNode } from 'react';

interface NoticeProps {
  readonly icon: ReactNode;
  readonly title: string;
  /** What is the matter, and what to do about it. */
  readonly children: ReactNode;
  readonly action?: ReactNode;
  /** Whether something went wrong: it is then told at once. */
  readonly isProblem?: boolean;
}

/** In place of content: nothing here yet, or nothing that can be shown. */
export function Notice({ icon, title, children, action, isProblem = false }: NoticeProps) {
  return (
    <Stack
      align="center"
      justify="center"
      gap="sm"
      p="xl"
      mih={220}
      h="100%"
      ta="center"
      {...(isProblem && { role: 'alert' })}
    >
      <ThemeIcon variant="light" size={56} radius="xl" aria-hidden {...(isProblem && { color: 'red' })}>
        {icon}
      </ThemeIcon>
      <Title order={2} size="h4">
        {title}
      </Title>
      <Text c="dimmed" size="sm" maw={420}>
        {children}
      </Text>
      {action}
    </Stack>
  );
}
