import type { At, Engine } from '..';
import { pathOf } from '../downloads';
import { imageFor } from '../downloads/catalogue';

/** Where the base image lies that was downloaded and verified for this tank. */
export const imagePath = ({ plan, needs }: At, base: Engine['base']): string =>
  pathOf(needs.root, imageFor(base, plan.architecture, plan.mirror));
