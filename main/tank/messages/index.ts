import { attestationMessages } from './attestation-messages';
import { attestationReasonsMessages } from './attestation-reasons-messages';
import { containersMessages } from './containers-messages';
import { createMessages } from './create-messages';
import { driversMessages } from './drivers-messages';
import { guestMessages } from './guest-messages';
import { keyMessages } from './key-messages';
import { migrateMessages } from './migrate-messages';
import { preflightMessages } from './preflight-messages';
import { qemuMessages } from './qemu-messages';
import { terminalMessages } from './terminal-messages';

/** Every catalogue of this room. */
export const tankMessages = [
  containersMessages,
  driversMessages,
  guestMessages,
  createMessages,
  migrateMessages,
  keyMessages,
  qemuMessages,
  attestationMessages,
  attestationReasonsMessages,
  terminalMessages,
  preflightMessages,
];
