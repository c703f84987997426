/** The parts of `package-lock.json` (version 3) that the checks read. */
export interface Lock {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

interface LockedPackage {
  readonly version?: string;
  readonly resolved?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/**
 * Optional packages, usually binaries of one platform, that a package asks for and the lock does
 * not hold. `npm ci` refuses such a lock, and on that platform the binary would be missing.
 */
export function findMissingOptionals(lock: Lock): readonly string[] {
  return Object.entries(lock.packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !lookUpFolders(path).some((folder) => `${folder}${name}` in lock.packages))
      .map((name) => `${path || 'the root'} needs ${name}`),
  );
}

/** Entries that name the host they came from: a mirror of one machine is no address for others. */
export function findHosts(lock: Lock): readonly string[] {
  return Object.entries(lock.packages)
    .filter(([, { resolved }]) => resolved?.includes('://') === true)
    .map(([path]) => path);
}

/** Where Node looks for what the package at `path` imports, innermost first. */
function lookUpFolders(path: string): readonly string[] {
  const folders = [path === '' ? 'node_modules/' : `${path}/node_modules/`];
  let end = path.lastIndexOf('node_modules/');
  while (end > 0) {
    folders.push(`${path.slice(0, end)}node_modules/`);
    end = path.lastIndexOf('node_modules/', end - 1);
  }
  return path === '' ? folders : [...folders, 'node_modules/'];
}
