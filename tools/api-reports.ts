import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Extractor, ExtractorConfig, ExtractorLogLevel } from '@microsoft/api-extractor';
import { listPackages, root } from './workspace.js';

/**
 * Compares what each package exports with `etc/api/`, or with `--update` writes it there. A change
 * of the surface is then a change of a file that a reviewer reads. Needs a build.
 */
const update = process.argv.includes('--update');
const reports = join(root, 'etc', 'api');

/** What a user compiles with: our own `paths` would lead from declarations back to sources. */
const compilerOptions = {
  module: 'nodenext',
  target: 'es2022',
  lib: ['es2023', 'dom'],
  types: ['node'],
  strict: true,
  skipLibCheck: true,
};

interface Surface {
  readonly report: string;
  readonly path: string;
  readonly declarations: string;
}

function isUnchanged({ report, path, declarations }: Surface): boolean {
  const config = ExtractorConfig.prepare({
    configObjectFullPath: undefined,
    packageJsonFullPath: join(path, 'package.json'),
    configObject: {
      projectFolder: root,
      newlineKind: 'lf',
      mainEntryPointFilePath: declarations,
      compiler: { overrideTsconfig: { compilerOptions } },
      apiReport: {
        enabled: true,
        reportFolder: reports,
        reportTempFolder: join(root, 'node_modules', '.cache', 'api'),
        reportFileName: report,
      },
      messages: {
        extractorMessageReporting: {
          default: { logLevel: ExtractorLogLevel.Warning },
          // A type that users meet and cannot name.
          'ae-forgotten-export': { logLevel: ExtractorLogLevel.Error },
          // A field whose name says everything needs no sentence.
          'ae-undocumented': { logLevel: ExtractorLogLevel.None },
          // A link may lead to another package.
          'ae-unresolved-link': { logLevel: ExtractorLogLevel.None },
          'ae-missing-release-tag': { logLevel: ExtractorLogLevel.None },
        },
        // Doc comments follow a template of our own, not the TSDoc grammar.
        tsdocMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
      },
    },
  });
  const { succeeded } = Extractor.invoke(config, {
    localBuild: update,
    messageCallback: (message) => {
      message.handled ||= message.logLevel === ExtractorLogLevel.Info;
    },
  });
  return succeeded;
}

mkdirSync(reports, { recursive: true });
const surfaces = listPackages().flatMap(({ folder, path, entries }) =>
  entries.map(({ module }) => ({
    report: `${module === 'index' ? folder : `${folder}-${module}`}.api.md`,
    path,
    declarations: join(path, 'dist', `${module}.d.ts`),
  })),
);
const changed = surfaces.filter((surface) => !isUnchanged(surface));
const known = new Set(surfaces.map(({ report }) => report));
const stale = readdirSync(reports).filter((report) => !known.has(report));

for (const { report } of changed)
  console.error(`etc/api/${report}: see above, or npm run api and commit`);
for (const report of stale) console.error(`etc/api/${report}: no such package`);
const problems = changed.length + stale.length;
console.log(`API reports: ${surfaces.length} entries, ${problems} problems`);
process.exitCode = problems === 0 && surfaces.length > 0 ? 0 : 1;
