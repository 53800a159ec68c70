export { PendingGrants } from './PendingGrants.tsx';
