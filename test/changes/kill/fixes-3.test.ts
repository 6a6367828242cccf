import { withChildren } from './children';
import { dieInScenes } from './scenes';

withChildren();
dieInScenes(2, 3);
