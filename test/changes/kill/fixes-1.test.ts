import { withChildren } from './children';
import { dieInScenes } from './scenes';

withChildren();
dieInScenes(0, 3);
