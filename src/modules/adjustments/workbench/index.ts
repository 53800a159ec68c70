export { PendingAdjustments } from './PendingAdjustments.tsx';
