export { moveIn } from './in';
export { moveOut } from './out';
export { type PlannedMove, planMoves } from './plan';
