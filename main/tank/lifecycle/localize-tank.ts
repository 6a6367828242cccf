import type { EngineOption, EngineRanking, MovePlan, TankStatus } from '../../contract/tank';
import type {
  ModelChoice,
  ShownAttempt,
  ShownEngineOption,
  ShownEngineRanking,
  ShownMove,
  ShownTank,
} from '../../contract/work';
import type { Translate } from '../../i18n/translate';
import { keyPage, keyProvider } from '../../openclaw/key-pages';
import { issuerOfProvider, MODEL_PROVIDERS } from '../../openclaw/model-providers';
import { ENGINE_KINDS } from '../preflight/engine-ranking';

/** What was tried and what came of it, in a reader's words. */
export const localizeAttempts = (
  tries: NonNullable<TankStatus['receipt']>['tries'],
  translate: Translate,
): readonly ShownAttempt[] =>
  tries.map(({ id, outcome, saw }) => ({
    id,
    outcome,
    title: translate({ id: `tank.receipt-${id}` }),
    saw: translate(saw),
  }));

/** Whose key a tank may be given: the provider that its settings ask, if they ask one, before the usual ones. */
function modelChoices(wants: string | null): readonly ModelChoice[] {
  const usual = MODEL_PROVIDERS.map(({ id, issuer, home }) => ({
    id,
    name: keyProvider(issuer) ?? id,
    issuer: keyPage(issuer) === null ? null : issuer,
    home,
    wanted: id === wants,
  }));
  if (wants === null || usual.some(({ wanted }) => wanted)) return usual;
  const known = issuerOfProvider(wants);
  const issuer = known?.page ? known.id : null;
  return [{ id: wants, name: known?.provider ?? wants, issuer, home: null, wanted: true }, ...usual];
}

/** A tank in a reader's words. */
export const localizeTank = (
  { step, receipt, wants, ...status }: TankStatus,
  translate: Translate,
): ShownTank => ({
  ...status,
  models: modelChoices(wants),
  engineName: ENGINE_KINDS[status.engine].name,
  step: step && translate(step),
  receipt: receipt && { at: receipt.at, tries: localizeAttempts(receipt.tries, translate) },
});

const localizeOption = (
  { because, tried, leavesOpen, ...way }: EngineOption,
  translate: Translate,
): ShownEngineOption => ({
  ...way,
  because: translate(because),
  tried: translate(tried),
  leavesOpen: leavesOpen && translate(leavesOpen),
});

/** What can be done here, in a reader's words. */
export const localizeRanking = (
  { best, others }: EngineRanking,
  translate: Translate,
): ShownEngineRanking => ({
  best: best && localizeOption(best, translate),
  others: others.map((way) => localizeOption(way, translate)),
});

/** What would move in, in a reader's words. No path but those that are flagged. */
export const localizeMove = (
  { id, from, files, bytes, flagged, secrets, left }: MovePlan,
  translate: Translate,
): ShownMove => ({
  id,
  from,
  files,
  bytes,
  flagged: flagged.map(({ why, ...file }) => ({ ...file, why: translate(why) })),
  secrets: secrets.map((secret) => ({
    ...secret,
    provider: keyProvider(secret.id) ?? secret.id,
    page: keyPage(secret.id) !== null,
  })),
  left: left.map(translate),
});
