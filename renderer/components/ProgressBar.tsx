import type { JobProgress } from '../../main/contract/work';
import { useTranslator } from '../i18n';
import { sayLeft } from '../i18n/left';
import { saySize } from '../i18n/size';

/** How far work has come: the step, its share in percent and bytes, and how long it still takes, as far as these are known. */
export function ProgressBar({ working: { done, of, part, bytes, leftMs } }: { working: JobProgress }) {
  const { say, language } = useTranslator();
  const steps = Math.max(1, of);
  const within = part === null ? 0 : Math.min(1, Math.max(0, part));
  const parts = [
    of > 1 && say('working.count', { step: Math.min(done + 1, of), of }),
    part !== null && say('working.percent', { percent: Math.round(within * 100) }),
    bytes &&
      say('tank.working.bytes', { done: saySize(bytes.done, language), of: saySize(bytes.of, language) }),
    leftMs !== undefined && sayLeft(leftMs, say),
  ].filter((each) => typeof each === 'string');
  return (
    <div className="progress">
      <progress
        aria-label={say('working.progress')}
        max={steps}
        value={Math.min(steps, done + (done < steps ? within : 0))}
      />
      <span>{parts.join(' · ')}</span>
    </div>
  );
}
