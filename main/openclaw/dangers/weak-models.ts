import { agentsOf, type Json, type SettingsReader, valueAt } from '../read-settings';
import { sandboxOf } from '../sandbox-settings';
import { isSettingsMap, type SettingDanger, type SettingSteps } from './setting-danger';

export type WeakModel = 'model-small' | 'model-old';

type Steps = SettingSteps;

/** Until so many thousand million parameters the official audit calls a model small (dist of 2026.9.6: security/audit-extra.summary). */
const SMALL = 300;
const PARAMETERS = /(?:^|[^a-z0-9])(\d+(?:\.\d+)?)b(?:$|[^a-z0-9])/gi;

/** The parameters that a model's name tells, in thousand millions; null where it tells none. */
function parametersOf(model: string): number | null {
  const numbers = [...model.matchAll(PARAMETERS)].map(([, number]) => Number(number));
  return numbers.length > 0 ? Math.max(...numbers) : null;
}

/** Models that are easier to talk into something (same source: `models.legacy`, `models.weak_tier`). */
const isOld = (model: string): boolean =>
  /\bhaiku\b/i.test(model) ||
  (/\bgpt-/i.test(model) && !/\bgpt-(?:[5-9]|\d\d)(?:\b|[.-])/i.test(model)) ||
  (/\bclaude-/i.test(model) &&
    !/\bclaude-[^\s/]{0,60}?(?:-4-?(?:[5-9]|[1-9]\d)\b|4\.(?:[5-9]|[1-9]\d)\b|-[5-9](?:\b|[.-]))/i.test(
      model,
    ));

/** Where models are named: a text, or a first one and those that follow. */
function modelsAt(reader: SettingsReader, place: Steps): readonly { name: string; place: Steps }[] {
  const value = valueAt(reader.value, place);
  if (typeof value === 'string') return [{ name: value, place }];
  if (!isSettingsMap(value)) return [];
  const list = Array.isArray(value.fallbacks) ? (value.fallbacks as readonly Json[]) : [];
  return [
    ...(typeof value.primary === 'string' ? [{ name: value.primary, place: [...place, 'primary'] }] : []),
    ...list.flatMap((each, index) =>
      typeof each === 'string' ? [{ name: each, place: [...place, 'fallbacks', index] }] : [],
    ),
  ];
}

/** Models that hold out badly against what strangers write. Small ones weigh more where tools work without a sandbox. */
export function weakModels(reader: SettingsReader): readonly SettingDanger<WeakModel>[] {
  const scopes: { place: Steps; agent: Steps | null }[] = [
    { place: ['agents', 'defaults', 'model'], agent: null },
    { place: ['agents', 'defaults', 'imageModel'], agent: null },
    ...agentsOf(reader).flatMap(({ path }) => (path ? [{ place: [...path, 'model'], agent: path }] : [])),
  ];
  return scopes.flatMap(({ place: scope, agent }) =>
    modelsAt(reader, scope).flatMap(({ name, place }): SettingDanger<WeakModel>[] => {
      const parameters = parametersOf(name);
      if (parameters !== null && parameters <= SMALL) {
        const fenced = sandboxOf(reader, agent).mode === 'all';
        return [{ kind: 'model-small', severity: fenced ? 'low' : 'high', place }];
      }
      return isOld(name) ? [{ kind: 'model-old', severity: 'low', place }] : [];
    }),
  );
}
