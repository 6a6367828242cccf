/** Where a provider lets its customers renew a key, by the kind under which the look finds it. */
const PAGES: Readonly<Record<string, { readonly provider: string; readonly page: `https://${string}` }>> = {
  'anthropic-api-key': { provider: 'Anthropic', page: 'https://console.anthropic.com/settings/keys' },
};

/** The provider's name; null for a kind that isn't known. */
export const keyProvider = (kind: string): string | null => PAGES[kind]?.provider ?? null;

/** The address of the page; null for a kind that isn't known. */
export const keyPage = (kind: string): string | null => PAGES[kind]?.page ?? null;
