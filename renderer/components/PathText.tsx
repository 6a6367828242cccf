import { Fragment } from 'react';
import { shortPath } from '../../main/contract/short-path';
import { useTranslator } from '../i18n';

/** Data as it is, above all paths: one’s own home is `~`, and a long one breaks after its separators first. */
export function PathText({ children }: { children: string }) {
  const { home } = useTranslator();
  return (
    <code className="where">
      {shortPath(children, home)
        .split(/(?<=[/\\])/)
        .map((part, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text have nothing but their place
          <Fragment key={index}>
            {part}
            <wbr />
          </Fragment>
        ))}
    </code>
  );
}
