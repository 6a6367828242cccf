import * as v from 'valibot';
import { ShownChangeShape } from './change';
import { EVIDENCE_KINDS, PLATFORMS, SEVERITIES, STATES, TILES } from './finding';
import { LANGUAGES } from './language';
import type { ShapeOf } from './shape';

const State = v.picklist(STATES);
const Severity = v.picklist(SEVERITIES);
const Text = v.pipe(v.string(), v.minLength(1));
const Count = v.pipe(v.number(), v.integer(), v.minValue(0));

interface Rated {
  readonly state: string;
  readonly severity?: string;
}
const fitsSeverity = ({ state, severity }: Rated) => (state === 'attention') === (severity !== undefined);
const SEVERITY_RULE = 'a severity with attention, and only then';
const ORDER_RULE = 'in the order of the guide';

const TileShape = v.pipe(
  v.object({
    id: v.picklist(TILES),
    state: State,
    severity: v.exactOptional(Severity),
    /** How it is now, never the wish. */
    title: Text,
    because: Text,
  }),
  v.check((each) => fitsSeverity(each), SEVERITY_RULE),
);
export type ReportTile = ShapeOf<typeof TileShape>;

const AdvisoriesShape = v.object({
  critical: Count,
  high: Count,
  medium: Count,
  low: Count,
  /** The lowest version that none of them hits; null when no such version is known. */
  clearedBy: v.nullable(v.string()),
  /** Day of the newest fact in the data, `YYYY-MM-DD`. */
  dataFrom: v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}$/)),
});
/** How many published advisories hit a copy, and which version is free of them all. */
export type AdvisoryCount = ShapeOf<typeof AdvisoriesShape>;

const CopyShape = v.object({
  /** Names it for a command or a click: `copy-` and eight hex digits of its path. */
  id: Text,
  path: Text,
  package: Text,
  version: v.pipe(v.nullable(Text), v.description('Null when it could not be told.')),
  kind: v.picklist([
    'npm',
    'pnpm',
    'yarn',
    'bun',
    'git',
    'install-cli',
    'app-bundle',
    'container',
    'wsl',
    'other',
  ]),
  owner: v.nullable(v.string()),
  running: v.boolean(),
  /** `this-computer`, or `container:<name>`, `wsl:<distro>`, `vm:<name>`. */
  where: v.pipe(v.string(), v.regex(/^(this-computer|container:.+|wsl:.+|vm:.+)$/)),
  /**
   * Null when it is the newest, when no registry answered, and when the copy is not one that we can bring to it:
   * then somebody else has to do it.
   */
  updatesTo: v.exactOptional(
    v.pipe(
      v.nullable(v.string()),
      v.description(
        'Newest version of its channel, named by a registry in this look, that a click or `update` brings it to.',
      ),
    ),
  ),
  /** Null when the version could not be told. */
  advisories: v.nullable(AdvisoriesShape),
});
export type ReportCopy = ShapeOf<typeof CopyShape>;

const EvidenceShape = v.object({
  kind: v.picklist(EVIDENCE_KINDS),
  where: v.string(),
  saw: v.string(),
  facts: v.exactOptional(
    v.pipe(
      v.object({
        version: v.exactOptional(v.string()),
        newest: v.exactOptional(v.string()),
        severity: v.exactOptional(Severity),
        account: v.exactOptional(v.string()),
        port: v.exactOptional(v.pipe(Count, v.maxValue(65535))),
      }),
      v.description('What is so of it, for programs.'),
    ),
  ),
  /** How this one thing stands, when it differs from the finding it belongs to. */
  state: v.exactOptional(State),
  /** For a reader in a terminal; the window asks for it by the id in `where`. */
  page: v.exactOptional(v.pipe(v.string(), v.regex(/^https:\/\//))),
});
export type ReportEvidence = ShapeOf<typeof EvidenceShape>;

const FixShape = v.object({
  id: v.string(),
  needsAdmin: v.boolean(),
  does: Text,
  cost: v.nullable(v.string()),
  afterwards: v.nullable(v.string()),
  changes: v.array(ShownChangeShape),
  choice: v.nullable(v.string()),
  recommended: v.boolean(),
  fingerprint: v.string(),
  order: v.pipe(
    Count,
    v.description(
      'Its place among all fixes of the report, from 0: the order in which they would be carried out.',
    ),
  ),
});
/** A fix in the reader's language. */
export type ReportFix = ShapeOf<typeof FixShape>;

const ObstacleShape = v.object({
  where: v.string(),
  because: Text,
  /** Step by step; none where the finding's own steps can be taken. */
  helps: v.array(Text),
});
export type ReportObstacle = ShapeOf<typeof ObstacleShape>;

const FindingShape = v.pipe(
  v.object({
    id: v.pipe(v.string(), v.regex(/^[a-z][a-z-]+$/)),
    tile: v.picklist(TILES),
    state: State,
    severity: v.exactOptional(Severity),
    title: Text,
    because: Text,
    why: Text,
    clause: v.object({ id: v.pipe(v.string(), v.regex(/^guide-[1-6]$/)), text: Text }),
    /** What to do by hand: where that can't work for what is in the way (`cannot`), what helps against it. */
    byHand: v.array(Text),
    since: v.exactOptional(
      v.pipe(
        v.string(),
        v.description('ISO 8601: when the newest of it was first seen, where that is known.'),
      ),
    ),
    /** Why no fix is offered, for all of it or a part, and what would help. */
    cannot: v.array(ObstacleShape),
    evidence: v.array(EvidenceShape),
    /** What can be done about it on this computer; the same fix may stand beside several findings. */
    fixes: v.array(FixShape),
  }),
  v.check((each) => fitsSeverity(each), SEVERITY_RULE),
);
export type ReportFinding = ShapeOf<typeof FindingShape>;

/** Of all this `npm run schema` makes `assets/report.schema.json`. */
export const ReportShape = v.pipe(
  v.object({
    schema: v.literal(1),
    app: v.object({ name: v.literal('tankmate'), version: Text }),
    platform: v.picklist(PLATFORMS),
    language: v.picklist(LANGUAGES),
    /** ISO 8601, UTC. */
    startedAt: v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/)),
    durationMs: Count,
    /** The head: the worst thing in one sentence, and how many things there are to do. */
    verdict: v.object({
      state: State,
      title: Text,
      because: Text,
      counts: v.exactOptional(
        v.pipe(
          v.object({ mendable: Count, yours: Count, unknown: Count }),
          v.description(
            'Findings: attention that a recommended fix or an update mends, other attention, and unknown.',
          ),
        ),
      ),
    }),
    tiles: v.pipe(
      v.array(TileShape),
      v.length(TILES.length),
      v.check((all) => all.every(({ id }, place) => id === TILES[place]), ORDER_RULE),
      v.description("All six, in the guide's order."),
    ),
    copies: v.array(CopyShape),
    findings: v.array(FindingShape),
  }),
  v.title('Tankmate report'),
  v.description(
    'What `tankmate inspect --json` prints. Fields are only ever added, never renamed or removed.',
  ),
);
/** The one report that window, terminal and file show. Fields are only ever added. */
export type Report = ShapeOf<typeof ReportShape>;
/** What the JSON schema says once, by name. */
export const REPORT_PARTS = { state: State, severity: Severity, text: Text };
/** Our own rules as JSON schema says them. */
export const reportRules = (): Readonly<Record<string, object>> => ({
  [SEVERITY_RULE]: {
    if: { properties: { state: { const: 'attention' } } },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON schema
    then: { required: ['severity'] },
    else: { not: { required: ['severity'] } },
  },
  // By itself: beside `prefixItems`, `items` would speak of a seventh tile only.
  [ORDER_RULE]: {
    allOf: [
      {
        type: 'array',
        prefixItems: TILES.map((id) => ({ type: 'object', properties: { id: { const: id } } })),
        minItems: TILES.length,
        maxItems: TILES.length,
      },
    ],
  },
});
