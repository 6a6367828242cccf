import type { TileId } from '../../main/contract/finding';
import { Button } from '../components/TitleAndButton';
import { type TranslatePage, useTranslate } from '../i18n';
import type { NextStep } from '../store/nextStep';
import { takeStep } from '../store/takeStep';

interface Props {
  readonly step: NextStep;
  readonly main?: boolean;
  /** The step is this tile’s. */
  readonly tile?: TileId | null;
  /** What it does instead of going there, where something has to be put away first. */
  readonly onTake?: (step: NextStep) => void;
}

/** The button that does the next step, with its words. */
export function NextButton({ step, main = false, tile = null, onTake }: Props) {
  const say = useTranslate();
  return (
    <Button main={main} onClick={() => (onTake ? onTake(step) : takeStep(step, tile))}>
      {stepText(step, say)}
    </Button>
  );
}

function stepText(step: NextStep, say: TranslatePage): string {
  switch (step.kind) {
    case 'take-back':
      return say('changes.open.press');
    case 'finish-tank':
      return say('tank.go-on');
    case 'mend':
      return step.things === 0 ? say('plan.press') : say('next.mend', { count: step.things });
    case 'update':
      return step.version === null ? say('update.press') : say('update.press-of', { version: step.version });
    case 'tank':
      return say(step.empty ? 'tank.give.empty' : 'tank.give');
    case 'move-in':
      return say('tank.move.in');
    case 'give-key':
      return say('key.give');
    case 'by-hand':
      return say('next.by-hand', { count: step.things });
    case 'none':
      return say('next.none');
  }
}
