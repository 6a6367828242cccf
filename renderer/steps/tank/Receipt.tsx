import type { ShownTank } from '../../../main/contract/work';
import { Tries } from '../../components/Tries';
import { Press } from '../../components/Words';
import { useVoice } from '../../i18n';
import { sayMoment } from '../../i18n/when';
import { tankDeed } from '../../state/tank';
import { openFirst, receiptOf } from '../../state/tanks';
import { sayReceipt } from './TankPicture';

/** What a tank tried in order to get out: the sum, the date, each try; and a way to try again. */
export function Receipt({ tank }: { tank: ShownTank }) {
  const { say, language } = useVoice();
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
        <Press onPress={() => tankDeed(name, 'receipt')}>
          {say(receipt ? 'tank.receipt.again' : 'tank.receipt.first')}
        </Press>
      )}
      {state === 'stopped' && <p className="note">{say('tank.receipt.starts')}</p>}
      {receipt && <Tries tries={openFirst(receipt.tries)} label={say('tank.receipt')} />}
    </section>
  );
}
