import type { ReportCopy } from '../../main/contract/report';
import { type TranslatePage, useTranslate } from '../i18n';
import { PathText } from './PathText';

const COLUMNS = ['end.version', 'end.place', 'end.holes', 'end.cleared'] as const;

function placeOf({ where }: ReportCopy, say: TranslatePage): string {
  const [kind, ...rest] = where.split(':');
  const name = rest.join(':');
  if (kind === 'container' || kind === 'wsl' || kind === 'vm') return say(`end.${kind}`, { name });
  return kind === 'this-computer' ? say('end.this-computer') : where;
}

function holesOf(
  { advisories }: ReportCopy,
  say: TranslatePage,
): readonly [count: string, worst: string, cleared: string] {
  if (!advisories) return [say('mark.unknown'), '', say('mark.unknown')];
  const { critical, high, medium, low, clearedBy } = advisories;
  const count = critical + high + medium + low;
  if (count === 0) return [say('end.no-holes'), '', say('end.nothing-to-clear')];
  return [
    say('end.hole-count', { count }),
    critical > 0 ? say('end.critical', { count: critical }) : '',
    clearedBy ?? say('end.not-cleared'),
  ];
}

/** Every copy of OpenClaw that was found. On a narrow page each row stands as a block, its columns’ names before the values. */
export function CopyTable({ copies, label }: { copies: readonly ReportCopy[]; label: string }) {
  const say = useTranslate();
  const name = (column: (typeof COLUMNS)[number]) => (
    <span className="column" aria-hidden="true">
      {say(column)}
    </span>
  );
  return (
    <table aria-label={label} className="copies">
      <thead>
        <tr>
          {COLUMNS.map((column) => (
            <th scope="col" key={column}>
              {say(column)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {copies.map((copy) => {
          const [count, worst, cleared] = holesOf(copy, say);
          return (
            <tr key={`${copy.where} ${copy.path}`}>
              <td>
                {name('end.version')}
                <b>{copy.version ?? say('end.no-version')}</b>
                {copy.running && <small>{say('end.running')}</small>}
              </td>
              <td>
                {name('end.place')}
                {placeOf(copy, say)}
                <PathText>{copy.path}</PathText>
              </td>
              <td>
                {name('end.holes')}
                {count}
                {worst && <small>{worst}</small>}
              </td>
              <td>
                {name('end.cleared')}
                {cleared}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
