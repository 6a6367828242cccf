import FACTS from './scripts/facts.sh?raw';
import FINISH from './scripts/finish.sh?raw';
import FIREWALL from './scripts/firewall.sh?raw';
import INSTALL from './scripts/install.sh?raw';
import PREPARE from './scripts/prepare.sh?raw';
import SETTLE from './scripts/settle.sh?raw';
import UNPACK from './scripts/unpack.sh?raw';
import WAIT from './scripts/wait.sh?raw';

/**
 * What is done inside a tank: POSIX sh, read from standard input by `/bin/sh -s -- ARGUMENTS`. Everything happens in a
 * function that the last line calls, so a script that arrives in part does nothing, and each can be cut off while it
 * runs and be run again. What comes from outside comes as an argument or as a file, never as text of a script. Each says
 * at its head what it is given.
 */
export { FACTS, FINISH, FIREWALL, INSTALL, PREPARE, SETTLE, UNPACK, WAIT };
