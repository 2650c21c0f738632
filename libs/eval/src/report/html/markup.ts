import { escapeXml } from '@contrapposto/pose';

/** Text that is HTML already: only `html` and `trust` make it, so that whatever else goes into a page is escaped. */
export class Markup {
  constructor(readonly text: string) {}
}

type Content = Markup | string | number | null | readonly Content[];

/** A template whose every value is escaped, but for other templates; lists are joined, null is nothing. */
export function html(strings: TemplateStringsArray, ...values: readonly Content[]): Markup {
  return new Markup(
    strings.map((text, index) => text + (index < values.length ? toText(values[index]!) : '')).join(''),
  );
}

/** For text that another writer of markup has escaped. */
export function trust(text: string): Markup {
  return new Markup(text);
}

function toText(content: Content): string {
  if (content === null) return '';
  if (content instanceof Markup) return content.text;
  return typeof content === 'object' ? content.map(toText).join('') : escapeXml(String(content));
}
