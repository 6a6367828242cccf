import type { ShownTank } from '../../../main/contract/work';
import { AttemptList } from '../../components/AttemptList';
import { Button } from '../../components/TitleAndButton';
import { useTranslator } from '../../i18n';
import { sayMoment } from '../../i18n/when';
import { askTank } from '../../store/tankActions';
import { openFirst, receiptOf } from '../../store/tankSelectors';
import { sayReceipt } from './TankPicture';

/** What a tank tried in order to get out: the sum, the date, each try; and a way to try again. */
export function ReceiptSection({ tank }: { tank: ShownTank }) {
  const { say, language } = useTranslator();
  const { receipt, receiptDue, name, state } = tank;
  return (
    <section aria-labelledby="receipt">
      <h2 id="receipt">{say('tank.receipt')}</h2>
      {receipt ? (
        <p className="reading">
          <b>{sayReceipt(receiptOf(receipt.tries), say)}</b>{' '}
          <time className="note" dateTime={receipt.at}>
            {say('tank.receipt.at', { when: sayMoment(receipt.at, new Date(), language, say) })}
          </time>
        </p>
      ) : (
        <p className="reading">{say('tank.receipt.none')}</p>
      )}
      {receipt && receiptDue && <p className="reading">{say('tank.receipt.due')}</p>}
      {state !== 'lost' && (
        <Button onClick={() => askTank(name, 'receipt')}>
          {say(receipt ? 'tank.receipt.again' : 'tank.receipt.first')}
        </Button>
      )}
      {state === 'stopped' && <p className="note">{say('tank.receipt.starts')}</p>}
      {receipt && <AttemptList tries={openFirst(receipt.tries)} label={say('tank.receipt')} />}
    </section>
  );
}
