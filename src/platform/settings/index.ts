export { ENVIRONMENT, FILE_KEYS, readSettings, type Settings, WrongSettings } from './settings.ts';
