export { dutyColumns } from './duty-columns.tsx';
