import type { Traits } from '../place';
import { contents } from './contents';
import { moving } from './moving';
import { nodes } from './nodes';
import { packed } from './packed';
import { ofSettings } from './settings';

/** What can lie in a home, each by its name. */
export const TRAITS: Traits = { ...nodes, ...ofSettings, ...contents, ...packed, ...moving };
