import type { Language } from '../../main/contract/report';
import { makeCard } from '../../main/report/card/make-card';
import { withFixes } from './fixes';
import { badHome } from './reports';

/** The card of the bad home, as main makes it. */
export const cardOf = (language: Language) =>
  makeCard({
    report: withFixes(badHome(language)),
    system: 'Linux 6.1.0-18-amd64 x64',
    identities: { homes: ['/home/lin'], people: ['lin'], computers: ['lins-laptop'] },
    changes: [],
    log: [],
  });
