import { everyScreen } from './every-screen';

everyScreen('zh-CN');
