/** The commands that judge: data sets, and reports made of them. */
import { Option, type Command } from 'commander';
import { METRIC_NAMES, parseMetrics } from './evaluation/metric-names.js';
import { compareReports } from './commands/compare-reports.js';
import { createDataset } from './commands/create-dataset.js';
import { createReport, SCHEDULER_NAMES } from './commands/create-report.js';
import { exportReport, REPORT_FORMATS } from './commands/export-report.js';
import { importDataset } from './commands/import-dataset.js';
import { showLeaderboard } from './commands/leaderboard.js';
import { listDatasets } from './commands/list-datasets.js';
import { listSamples } from './commands/list-samples.js';
import { cancelReport, followReport, listReports, retryReport, showReport } from './commands/reports.js';
import { integerBetween, MAX_SEED, numberBetween, parseSize, parseWords } from './options.js';
import type { AddCommand } from './program.js';

const IMPORT_EXAMPLES = `
Examples:
  $ contrapposto dataset import validation.json --pictures images/ --dataset "Human-Art" --dry-run
  $ contrapposto dataset create "Our poses" --library Shoot --scenes "oil painting,mural" --caption "{scene}, {pose}"`;

const CREATE_EXAMPLES = `
Examples:
  $ contrapposto report create "25 steps" --dataset Human-Art --model mannequin --steps 25 --limit 10 --follow
  $ contrapposto report create NTED --dataset Human-Art --external out/nted --tool NTED --dry-run
  $ contrapposto report compare "25 steps" NTED`;

const REPORT = 'its name, or its id';

export function addDatasetCommands(dataset: Command, add: AddCommand): void {
  add(dataset, 'list', 'list the data sets', listDatasets);
  add(dataset, 'create', 'make an empty data set, or one of the poses of a library', createDataset)
    .argument('<name>')
    .option('--description <text>')
    .option('--licence <id>', "SPDX id, or a name of the studio's own")
    .option('--source <text>', 'where it comes from')
    .option('--library <name>', 'its poses become the samples')
    .option('--caption <text>', 'of every sample of a library, with {pose} and {scene} for their names')
    .option('--scenes <a,b,...>', 'every pose of a library in each of them', parseWords);
  add(dataset, 'import', 'take annotations, and their pictures, as the next version of a data set', importDataset)
    .argument('<annotations>', 'COCO or Human-Art JSON, or any other format of poses')
    .requiredOption('--dataset <name>', 'its name; made where there is none of it')
    .option('--pictures <folder>', 'where the pictures lie, named as the annotations name them; FID and KID need them')
    .option('--split <name>', 'of all samples', 'validation')
    .option('--licence <id>', 'SPDX id, of a data set that is made')
    .option('--dry-run', 'check everything, upload nothing')
    .addHelpText('after', IMPORT_EXAMPLES);
  addChoice(add(dataset, 'samples', 'list the samples: key, scene, caption; poses with --json', listSamples)).argument(
    '<name>',
    'of the data set',
  );
}

export function addReportCommands(report: Command, add: AddCommand): void {
  addCreate(add(report, 'create', 'judge a model, or pictures made elsewhere, by a data set', createReport));
  add(report, 'list', 'list the reports, newest first', listReports)
    .argument('[text]', 'in their names')
    .option('--dataset <name>', 'only of this data set')
    .option('--limit <n>', 'at most so many', integerBetween(1, 1000), 20);
  add(report, 'show', 'show its metrics, scene by scene', showReport).argument('<report>', REPORT);
  add(report, 'follow', 'look on until it ends, then show it', followReport).argument('<report>', REPORT);
  add(report, 'cancel', 'end a report that waits or runs', cancelReport).argument('<report>', REPORT);
  add(
    report,
    'retry',
    'make a new report of the same request and pictures, measured as of today',
    retryReport,
  ).argument('<report>', REPORT);
  add(report, 'compare', 'set two reports side by side, where they may stand so', compareReports)
    .argument('<a>', REPORT)
    .argument('<b>', REPORT)
    .option('--scenes', 'scene by scene as well');
  add(report, 'leaderboard', 'rank the reports of a data set by one metric', showLeaderboard)
    .requiredOption('--dataset <name>', 'in its newest version')
    .addOption(new Option('--metric <name>', 'to rank by').choices(METRIC_NAMES).default('AP'))
    .option('--scene <name>', 'of this scene alone');
  add(report, 'export', 'write it as a page, a table or JSON', exportReport)
    .argument('<report>', REPORT)
    .addOption(new Option('--format <format>', 'of the file').choices(REPORT_FORMATS).default('html'))
    .option('--out <file>', 'where to write (default: report.html, ...)');
}

function addCreate(command: Command): void {
  addChoice(command)
    .argument('<name>', 'of the report')
    .requiredOption('--dataset <name>', 'whose newest version judges')
    .option('--model <name>', 'a model that a worker has')
    .option('--external <folder>', 'pictures made elsewhere, named after the keys of the samples')
    .option('--tool <name>', 'what made them')
    .option('--note <text>', 'how they were made')
    .addOption(
      new Option('--metrics <a,b,...>', METRIC_NAMES.join(', ')).argParser(parseMetrics).default(METRIC_NAMES, 'all'),
    )
    .addOption(
      new Option('--preset <name>', 'rules of AP, CAP and PCE').choices(['paper', 'humansd-compat']).default('paper'),
    )
    .option('--no-intervals', 'without 95 % intervals')
    .option('--seed <n>', 'of the first sample; the next has the next', integerBetween(0, MAX_SEED), 0)
    .option('--negative <text>', "what the pictures should not show (default: the model's)")
    .option('--steps <n>', "denoising steps (default: the model's)", integerBetween(1, 1000))
    .option('--guidance <x>', "how strongly the prompt pulls (default: the model's)", numberBetween(0, 50))
    .option('--conditioning <x>', 'of a ControlNet or T2I-Adapter, 0 to 2', numberBetween(0, 2))
    .addOption(new Option('--scheduler <name>', "default: the model's").choices(SCHEDULER_NAMES))
    .option('--size <WxH>', "pictures in pixels (default: the model's)", parseSize)
    .option('--follow', 'look on until it ends, then show it')
    .option('--dry-run', 'check everything, upload and make nothing')
    .addHelpText('after', CREATE_EXAMPLES);
}

function addChoice(command: Command): Command {
  return command
    .option('--splits <a,b,...>', 'only samples of these (default: all)', parseWords)
    .option('--scenes <a,b,...>', 'only samples of these (default: all)', parseWords)
    .option('--limit <n>', 'the first so many of each scene', integerBetween(1, 20_000));
}
