import { preset } from '../../tools/tsup-preset.js';

export default preset();
