import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { type Advisory, bundledAdvisories } from '../../../main/advisories/advisories';

/** What was asked of it: everything that left the machine. */
export interface Asked {
  readonly line: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export type Answer = (request: Asked, response: ServerResponse) => void;

/** OSV, GitHub and npm on 127.0.0.1. A path without an answer gets 404. */
export async function feeds(answers: Record<string, Answer>) {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    const bytes = Buffer.concat(parts);
    const body = request.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes;
    const one = { line: `${request.method} ${request.url}`, headers: request.headers, body: String(body) };
    asked.push(one);
    const found = Object.entries(answers).find(([path]) => request.url?.startsWith(path));
    if (found) found[1](one, response);
    else response.writeHead(404).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    base,
    asked,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export const json =
  (value: unknown, headers: Record<string, string> = {}): Answer =>
  (_request, response) =>
    void response
      .writeHead(200, { 'content-type': 'application/json', ...headers })
      .end(JSON.stringify(value));

const published = bundledAdvisories.advisories;

/** An advisory of ours as OSV writes it (ossf.github.io/osv-schema). */
export const asOsv = ({ id, aliases, severity, vector, modified, ranges }: Advisory) => ({
  schema_version: '1.6.7',
  id,
  aliases,
  modified: `${modified}T00:00:00Z`,
  published: `${modified}T00:00:00Z`,
  ...(vector && { severity: [{ type: 'CVSS_V3', score: vector }] }),
  affected: Object.entries(ranges).map(([name, all]) => ({
    package: { ecosystem: 'npm', name },
    ranges: all.map(({ introduced, fixed, lastAffected }) => ({
      type: 'SEMVER',
      events: [
        { introduced },
        ...(fixed ? [{ fixed }] : []),
        ...(lastAffected ? [{ last_affected: lastAffected }] : []),
      ],
    })),
  })),
  database_specific: { severity: severity === 'medium' ? 'MODERATE' : severity.toUpperCase() },
});

/** The same as GitHub's interface writes it (docs.github.com/rest/security-advisories). */
export const asGithub = ({ id, aliases, severity, vector, modified, ranges }: Advisory) => ({
  ghsa_id: id,
  cve_id: aliases.find((each) => each.startsWith('CVE-')) ?? null,
  severity,
  summary: 'words of others',
  published_at: `${modified}T00:00:00Z`,
  updated_at: `${modified}T00:00:00Z`,
  withdrawn_at: null,
  cvss_severities: { cvss_v3: { vector_string: vector, score: 5 }, cvss_v4: null },
  vulnerabilities: Object.entries(ranges).flatMap(([name, all]) =>
    all.map(({ introduced, fixed, lastAffected }) => ({
      package: { ecosystem: 'npm', name },
      vulnerable_version_range: [
        introduced === '0' ? '' : `>= ${introduced}`,
        fixed ? `< ${fixed}` : lastAffected ? `<= ${lastAffected}` : introduced === '0' ? '>= 2026.1.1' : '',
      ]
        .filter(Boolean)
        .join(', '),
      first_patched_version: fixed ?? null,
    })),
  ),
});

/** The same as npm answers in bulk. */
export const asNpm = (all: readonly Advisory[]) => ({
  openclaw: all
    .filter(({ ranges }) => ranges.openclaw)
    .map(({ id, severity, vector, ranges }, index) => ({
      id: 1_100_000 + index,
      url: `https://github.com/advisories/${id}`,
      title: 'words of others',
      severity: severity === 'medium' ? 'moderate' : severity,
      vulnerable_versions: ranges.openclaw?.[0]?.fixed ? `<${ranges.openclaw[0].fixed}` : '*',
      cwe: ['CWE-22'],
      cvss: { score: 5, vectorString: vector },
    })),
});

/** All that is known and has an id of GitHub's. */
export const KNOWN = published.filter(({ id }) => id.startsWith('GHSA-'));

/** A hole that nobody knew before: it hits the newest version. */
export const NEWS: Advisory = {
  id: 'GHSA-2222-3333-4444',
  aliases: ['CVE-2026-99999'],
  severity: 'critical',
  vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H',
  published: '2026-11-20',
  modified: '2026-11-20',
  ranges: { openclaw: [{ introduced: '2026.9.1', fixed: '2026.9.7' }] },
  page: 'https://github.com/advisories/GHSA-2222-3333-4444',
};
