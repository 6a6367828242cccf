import type { WorkDone } from '../../main/contract/work';
import type { SayWord } from '../i18n';
import { deedOf } from '../state/tanks';

interface ResultWords {
  readonly title: string;
  readonly lead: string | null;
}

/** Says in one sentence what work came to, and in the next what that means. Trouble is said first. */
export function resultWords(done: WorkDone, say: SayWord): ResultWords {
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
    return { title: allDone(done, count, say), lead: kind === 'fix' ? say('result.fix.lead') : null };
  if (fixed > 0) return { title: say('result.some', { fixed, count }), lead: null };
  const cameBack = kind === 'update' && outcomes.some(({ result }) => result === 'rolled-back');
  return {
    title: say(cameBack ? 'result.update.back' : 'result.none'),
    lead: say('result.none.lead'),
  };
}

function allDone(done: WorkDone, count: number, say: SayWord): string {
  if (done.kind === 'fix') return say('result.fix.all', { count });
  return done.kind === 'tank' ? say(`tank.result.${deedOf(done)}`) : say(`result.${done.kind}.all`);
}
