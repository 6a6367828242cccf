import { useId, useState } from 'react';
import type { AppState } from '../../../main/contract/state';
import type { ModelChoice, ShownTank } from '../../../main/contract/work';
import { RadioGroup } from '../../components/RadioGroup';
import { ScreenLayout } from '../../components/ScreenLayout';
import { Button } from '../../components/TitleAndButton';
import { useTranslator } from '../../i18n';
import { call } from '../../store/call';
import { startGiveKey } from '../../store/tankActions';
import { tankOf } from '../../store/tankSelectors';
import { back, useUi } from '../../store/uiState';
import { PlainTank } from '../ReportTank';
import { TankPicture } from './TankPicture';

/** As main takes it. */
const isKey = (text: string) => /^[!-~]{8,512}$/.test(text);

/** Giving OpenClaw in a tank the key of a provider of models: which one, where to make a key, where to paste it. */
export function KeyScreen({ state }: { state: AppState }) {
  const { say } = useTranslator();
  const tank = tankOf(
    state,
    useUi((ui) => ui.tank),
  );
  if (tank?.state === 'running') return <Giving tank={tank} />;
  return (
    <ScreenLayout
      name="give-key"
      at="key none"
      title={say('key.none')}
      lead={say('key.none.lead')}
      actions={
        <Button main shortcut="Escape" onClick={back}>
          {say('tank.see')}
        </Button>
      }
      tank={tank ? <TankPicture tank={tank} /> : <PlainTank />}
    />
  );
}

/** What moved in first, then those at home where the reader’s language is. */
function inOrder(models: readonly ModelChoice[], language: string): readonly ModelChoice[] {
  const near = language === 'zh-CN' ? 'china' : 'world';
  const rank = ({ wanted, home }: ModelChoice) => (wanted ? 0 : home === near ? 1 : 2);
  return [...models].sort((a, b) => rank(a) - rank(b));
}

function Giving({ tank }: { tank: ShownTank }) {
  const { say, language } = useTranslator();
  const field = useId();
  const models = inOrder(tank.models, language);
  const [chosen, setChosen] = useState<string | null>(null);
  // Lives as long as this screen does, and in no state that others read.
  const [key, setKey] = useState('');
  const [tried, setTried] = useState(false);
  const model = models.find(({ id }) => id === chosen) ?? models[0];
  if (!model) return null;
  const pasted = key.trim();
  const wrong = tried && !isKey(pasted);
  const give = () => {
    setTried(true);
    if (isKey(pasted)) void startGiveKey(tank.name, model.id, pasted);
    else document.getElementById(field)?.focus();
  };
  const { name: provider, issuer } = model;
  return (
    <ScreenLayout
      name="give-key"
      at={`key ${tank.name}`}
      title={say('key.title')}
      lead={say('key.lead')}
      actions={
        <>
          <Button main onClick={give}>
            {say('key.go')}
          </Button>
          <Button shortcut="Escape" onClick={back}>
            {say('key.not')}
          </Button>
        </>
      }
      tank={<TankPicture tank={tank} />}
    >
      <h2>{say('key.which')}</h2>
      <RadioGroup
        legend={say('key.which')}
        quiet
        choices={models.map(({ id, name, wanted }) => ({
          value: id,
          label: name,
          mark: wanted ? say('key.which.wanted') : undefined,
        }))}
        chosen={model.id}
        onChoose={setChosen}
      />
      <h2>{say('key.get')}</h2>
      <p className="reading">{say('key.get.so')}</p>
      {issuer === null ? (
        <p className="note">{say('key.get.no-page', { provider })}</p>
      ) : (
        <Button onClick={() => call.openKeyPage(issuer)}>{say('key.get.open', { provider })}</Button>
      )}
      <h2>
        <label htmlFor={field}>{say('key.paste')}</label>
      </h2>
      <form
        className="accept"
        onSubmit={(event) => {
          event.preventDefault();
          give();
        }}
      >
        <input
          type="password"
          id={field}
          value={key}
          autoComplete="off"
          spellCheck={false}
          maxLength={600}
          aria-invalid={wrong}
          aria-describedby={`${field}-so`}
          onChange={(event) => setKey(event.target.value)}
        />
        <p id={`${field}-so`} className={wrong ? 'problem' : 'note'} role={wrong ? 'alert' : undefined}>
          {say(wrong ? 'key.wrong' : 'key.paste.so')}
        </p>
      </form>
    </ScreenLayout>
  );
}
