import { type ReactNode, useState } from 'react';
import { placeIn } from '../../main/contract/evidence-place';
import type { ReportFinding } from '../../main/contract/report';
import { commandIn } from '../../main/contract/step-command';
import { useTranslate } from '../i18n';
import { CommandText } from './CommandText';
import { PathText } from './PathText';
import { StateIcon } from './StateIcon';

interface Props {
  readonly finding: ReportFinding;
  /** Keys of the steps that are ticked. */
  readonly done: readonly string[];
  readonly onDone: (key: string, done: boolean) => void;
  readonly onArticle: (check: string) => void;
  /** Copies the command of a step, by its place; tells whether it is copied. */
  readonly onCopy: (check: string, step: number) => Promise<boolean>;
  /** Shows where a piece of evidence lies, by its place. */
  readonly onShow: (check: string, piece: number) => void;
  /** What a program can do about it, where the person decides. */
  readonly actions?: ReactNode;
}

/** Names a step of a finding, for as long as its words stay the same. */
const keyOf = (finding: string, step: string) => `${finding} ${step}`;

/** A step without the command that it ends with. */
const sentenceOf = (step: string) => step.slice(0, step.lastIndexOf(commandIn(step) ?? '')).trim();

/** The command of a step, to be copied; nothing where there is none. */
function Command({ step, onCopy }: { step: string; onCopy: () => Promise<boolean> }) {
  const say = useTranslate();
  const [copied, setCopied] = useState(false);
  const command = commandIn(step);
  if (command === null) return null;
  return (
    <div className="to-copy">
      <CommandText>{command}</CommandText>
      <button
        type="button"
        className="line"
        aria-label={say('by-hand.copy-of', { command })}
        onClick={async () => setCopied(await onCopy())}
      >
        {say('by-hand.copy')}
      </button>
      <span role="status">{copied && say('by-hand.copied')}</span>
    </div>
  );
}

/** At most so many places are listed: the tile has them all. */
const MOST_PLACES = 5;

/** Files and folders that the finding is about, each to be shown where it lies. */
function Places({ finding: { id, evidence }, onShow }: Pick<Props, 'finding' | 'onShow'>) {
  const say = useTranslate();
  const places = evidence.flatMap((piece, index) => {
    const path = placeIn(piece);
    return path !== null && piece.state !== 'good' ? [{ path, index }] : [];
  });
  const shown = places.filter(({ path }, at) => places.findIndex((each) => each.path === path) === at);
  if (shown.length === 0) return null;
  return (
    <ul className="places" aria-label={say('by-hand.places')}>
      {shown.slice(0, MOST_PLACES).map(({ path, index }) => (
        <li key={path}>
          <PathText>{path}</PathText>
          <button
            type="button"
            className="line"
            aria-label={say('by-hand.show-of', { path })}
            onClick={() => onShow(id, index)}
          >
            {say('by-hand.show')}
          </button>
        </li>
      ))}
    </ul>
  );
}

/** What to do by hand about one finding: each step to be ticked off, and where to read more. */
export function ByHandSteps({ finding, done, onDone, onArticle, onCopy, onShow, actions }: Props) {
  const say = useTranslate();
  const { id, state, severity, title, because, byHand } = finding;
  return (
    <li className={`finding ${state}`} data-finding={id}>
      <h2>
        <StateIcon look={state} label={say(`mark.${state}`)} />
        <span>{title}</span>
      </h2>
      <p className="because">
        {severity && <strong className="severity">{say(`severity.${severity}`)}</strong>}
        {because}
      </p>
      {actions}
      <ol className="todo">
        {byHand.map((step, index) => (
          <li className="step" key={step}>
            <label className="tick">
              <input
                type="checkbox"
                checked={done.includes(keyOf(id, step))}
                onChange={(event) => onDone(keyOf(id, step), event.target.checked)}
              />
              <span>{commandIn(step) === null ? step : sentenceOf(step)}</span>
            </label>
            <Command step={step} onCopy={() => onCopy(id, index)} />
          </li>
        ))}
      </ol>
      <Places finding={finding} onShow={onShow} />
      <p>
        <button
          type="button"
          className="line"
          aria-label={say('finding.more-of', { title })}
          onClick={() => onArticle(id)}
        >
          {say('finding.more')}
        </button>
      </p>
    </li>
  );
}
