export { InstructButton } from './InstructButton.tsx';
