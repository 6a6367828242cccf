import { useEffect, useState } from 'react';
import type { AppState } from '../../main/contract/state';
import { useTranslator } from '../i18n';
import { untilMidnight, whenLooked } from '../i18n/when';

/** When this computer was last looked at; or that it is being looked at just now, behind what is shown. */
export function LastScan({ state: { looking, report } }: { state: AppState }) {
  const { language, say } = useTranslator();
  const [now, setNow] = useState(() => new Date());
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new report is read at a new moment
  useEffect(() => setNow(new Date()), [report]);
  useEffect(() => {
    const timer = setTimeout(() => setNow(new Date()), untilMidnight(now));
    return () => clearTimeout(timer);
  }, [now]);
  if (looking) return <span className="when">{say('when.now', { done: looking.done, of: looking.of })}</span>;
  if (!report) return null;
  return (
    <time className="when" dateTime={report.startedAt}>
      {whenLooked(report.startedAt, now, language, say)}
    </time>
  );
}
