import type { ChooseFixes, RequestedFix } from '../changes';

/** A fix as it is planned when it is begun, whatever was shown before. */
export const asPlanned = (id: string): RequestedFix => ({ id, fingerprint: null });

/** All that is recommended. */
export const recommended: ChooseFixes = (plans) =>
  plans.filter((plan) => plan.recommended).map(({ id }) => asPlanned(id));
