import { Fragment } from 'react';

/** Data as it is, above all paths: a long one breaks after its separators first. */
export function PathText({ children }: { children: string }) {
  return (
    <code className="where">
      {children.split(/(?<=[/\\])/).map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text have nothing but their place
        <Fragment key={index}>
          {part}
          <wbr />
        </Fragment>
      ))}
    </code>
  );
}
