/** Folders whose content a program copies to its cloud, by the name that it gives them. */
const CLOUDS: readonly (readonly [RegExp, string])[] = [
  [/^OneDrive( - .+|-.+)?$/i, 'OneDrive'],
  [/^(Mobile Documents|com~apple~CloudDocs|iCloudDrive)$/i, 'iCloud Drive'],
  [/^Dropbox( \(.+\)|-.+)?$/i, 'Dropbox'],
  [/^(Google ?Drive|GoogleDrive-.+|My Drive|我的云端硬盘)$/i, 'Google Drive'],
  [/^(Nutstore( Files)?|我的坚果云|坚果云)$/i, '坚果云'],
  [/^(BaiduSyncdisk|BaiduNetdiskWorkspace|百度网盘.*)$/i, '百度网盘'],
  [/^(Weiyun.*|腾讯微云|微云.*)$/i, '腾讯微云'],
  [/^(aDrive|阿里云盘.*)$/i, '阿里云盘'],
  [/^(Nextcloud|ownCloud|Seafile|MEGA(sync)?|pCloud ?Drive|Box|Proton Drive|Syncthing)$/i, '$&'],
];

/** The cloud that a folder is copied to, by the names on its path; null for none that is known. */
export function cloudOf(path: string): string | null {
  for (const name of path.split(/[\\/]/))
    for (const [pattern, product] of CLOUDS) if (pattern.test(name)) return product === '$&' ? name : product;
  return null;
}

/** Folders that a host shares into a virtual machine, and drives of Windows inside WSL. */
const SHARED = /^\/(?:mnt\/hgfs|media\/sf_[^/]+|mnt\/[a-z])(?:\/|$)|^(?:\\\\|\/\/)(?!\?|\.)/;

/** Whether a path lies on a share of another computer or system (`/mnt/hgfs`, `/media/sf_…`, `/mnt/c`, `\\server\…`). */
export const isOnShare = (path: string): boolean => SHARED.test(path);
