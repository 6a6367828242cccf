/** The OpenClaw that this release was tried with from end to end: put into a tank when no registry says what is newest. */
export const TESTED_VERSION = '2026.9.6';
