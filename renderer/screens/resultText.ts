import type { JobSummary } from '../../main/contract/work';
import type { TranslatePage } from '../i18n';
import { tankCommandOf } from '../store/tankSelectors';

interface ResultText {
  readonly title: string;
  readonly lead: string | null;
}

interface After {
  /** Findings that asked for something before and don’t any more; 0 where that isn’t known. */
  readonly things: number;
  /** Those that still do. */
  readonly left: number;
}

/** Says in one sentence what work came to, and in the next what that means. Trouble is said first. */
export function resultText(done: JobSummary, say: TranslatePage, after?: After): ResultText {
  const { kind, outcomes } = done;
  const count = outcomes.length;
  const fixed = outcomes.filter(({ result }) => result === 'fixed').length;
  if (count === 0) return { title: say('result.nothing'), lead: null };
  if (kind === 'tank' && outcomes.some(({ result }) => result === 'left-changed'))
    return { title: say('tank.result.half'), lead: say('tank.result.half.lead') };
  if (outcomes.some(({ result }) => result === 'left-changed'))
    return kind === 'forget'
      ? { title: say('result.forget.half'), lead: say('result.forget.half.lead') }
      : { title: say('result.half'), lead: say('result.half.lead') };
  if (fixed === count)
    return { title: allDone(done, count, say, after), lead: kind === 'fix' ? say('result.fix.lead') : null };
  if (fixed > 0) return { title: say('result.some', { fixed, count }), lead: null };
  const wasUndone = kind === 'update' && outcomes.some(({ result }) => result === 'rolled-back');
  return {
    title: say(wasUndone ? 'result.update.back' : 'result.none'),
    lead: say('result.none.lead'),
  };
}

function allDone(done: JobSummary, count: number, say: TranslatePage, after?: After): string {
  if (done.kind === 'fix') {
    const mended = say('result.fix.all', { count: after?.things || count });
    return after && after.left > 0 ? say('result.fix.left', { mended, left: after.left }) : mended;
  }
  return done.kind === 'tank' ? say(`tank.result.${tankCommandOf(done)}`) : say(`result.${done.kind}.all`);
}
