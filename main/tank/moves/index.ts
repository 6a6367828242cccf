export { moveIn } from './in';
export { cameOut, moveOut } from './out';
export { type PlannedMove, planMoves } from './plan';
