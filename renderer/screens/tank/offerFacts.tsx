import type { ReactNode } from 'react';
import type { Language } from '../../../main/contract/report';
import type { ShownEngineOption } from '../../../main/contract/work';
import { CommandText } from '../../components/CommandText';
import type { Fact } from '../../components/FactList';
import type { TranslatePage } from '../../i18n';
import { saySize } from '../../i18n/size';
import { minutesOf } from '../../store/tankSelectors';

/** All that a reader wants to know of a way before taking it, a line each. */
export function offerFacts(way: ShownEngineOption, language: Language, say: TranslatePage): readonly Fact[] {
  const { wall: boundary, because, tried, leavesOpen, slow, downloads, disk } = way;
  const size = (bytes: number) => saySize(bytes, language);
  return [
    { term: say('tank.offer.makes'), value: say(`tank.offer.makes.${boundary}`) },
    { term: say('tank.offer.wall'), value: say(`tank.offer.wall.${boundary}`) },
    { term: say('tank.offer.tried'), value: tried },
    ...(leavesOpen === null ? [] : [{ term: say('tank.offer.open'), value: leavesOpen }]),
    {
      term: say('tank.offer.download'),
      value: downloads > 0 ? size(downloads) : say('tank.offer.download.none'),
    },
    { term: say('tank.offer.disk'), value: say('tank.offer.disk.up-to', { size: size(disk) }) },
    {
      term: say('tank.offer.time'),
      value: [
        say('tank.offer.time.about', { minutes: minutesOf(way) }),
        slow ? say('tank.offer.time.slow') : '',
      ].join(slow ? say('app.gap') : ''),
    },
    { term: say('tank.offer.admin'), value: adminOf(way, say) },
    ...(!way.needsAdmin && way.installs !== null
      ? [{ term: say('tank.offer.first'), value: withCommand(say('tank.offer.first.command'), way.installs) }]
      : []),
    { term: say('tank.offer.why'), value: because },
  ];
}

function adminOf({ needsAdmin, installs }: ShownEngineOption, say: TranslatePage): ReactNode {
  if (!needsAdmin) return say('tank.offer.admin.no');
  if (installs === null) return say('tank.offer.admin.once');
  return withCommand(say('tank.offer.admin.command'), installs);
}

const withCommand = (sentence: string, command: string) => (
  <>
    {sentence}
    <CommandText>{command}</CommandText>
  </>
);
