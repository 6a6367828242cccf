import type { ReportFix } from '../../main/contract/report';
import { useTranslate } from '../i18n';
import { ChangeList } from './ChangeList';

type Shown = Pick<ReportFix, 'cost' | 'afterwards' | 'needsAdmin' | 'changes'>;

/** A fix before it is done: what it costs (unless said beside the choice), who is asked, what is left to do, and every change in full. */
export function FixPreview({ fix, costSaid = false }: { fix: Shown; costSaid?: boolean }) {
  const say = useTranslate();
  const { cost, afterwards, needsAdmin, changes } = fix;
  return (
    <>
      {!costSaid && (
        <>
          <h2>{say('cost.title')}</h2>
          <p className="reading">{cost ?? say('cost.none')}</p>
        </>
      )}
      {needsAdmin && (
        <>
          <h2>{say('admin.title')}</h2>
          <p className="reading">{say('admin.so')}</p>
        </>
      )}
      {afterwards && (
        <>
          <h2>{say('after.title')}</h2>
          <p className="reading">{afterwards}</p>
        </>
      )}
      <h2>{say('change.title')}</h2>
      <ChangeList changes={changes} />
    </>
  );
}
