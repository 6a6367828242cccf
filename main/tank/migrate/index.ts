export { migrateIn } from './migrate-in';
export { migrateOut, migrateOutResult } from './migrate-out';
export { type PlannedMove, planMoves } from './migration-plan';
