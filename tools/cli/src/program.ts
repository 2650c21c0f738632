import { createRequire } from 'node:module';
import { POSE_FILE_FORMATS, RENDERER_PROFILE_NAMES, SKELETONS } from '@contrapposto/pose';
import { Command, Option } from 'commander';
import { applyToPoseFile, listOperations } from './commands/apply-operation.js';
import { listBackends } from './commands/backends.js';
import { comparePoses } from './commands/compare-poses.js';
import { convertPoseFile } from './commands/convert-pose.js';
import { demo } from './commands/demo.js';
import { EXPORT_FORMATS, exportLibrary } from './commands/export-library.js';
import { generate } from './commands/generate.js';
import { importLibrary } from './commands/import-library.js';
import { listLibraries } from './commands/list-libraries.js';
import { inspectModel, listModels } from './commands/models.js';
import { inspectPoseFile, renderPoseFile } from './commands/pose.js';
import { searchLibrary } from './commands/search-library.js';
import type { Context } from './context.js';
import { addDatasetCommands, addReportCommands } from './evaluation-program.js';
import { MAX_SEED, integerBetween, numberBetween, parsePoseReference, parseSize, parseWords } from './options.js';
import type { CommandResult } from './result.js';

const { version: VERSION } = createRequire(import.meta.url)('../package.json') as { version: string };

const EXIT_CODES_HELP = `
Exit codes: 0 done, 1 unexpected, 2 usage, 3 input (pose, recipe), 4 model, 5 backend, 6 output, 7 service, 130 canceled.`;

const EXAMPLES = `
Examples:
  $ contrapposto generate --pose poses.json#12 --prompt "oil_painting, a woman in a red dress dancing on a beach"
  $ contrapposto generate --recipe out/picture.png --out again.png     the identical file
  $ contrapposto pose inspect poses.json --json
${EXIT_CODES_HELP}`;

const GENERATE_EXAMPLES = `
Examples:
  $ contrapposto generate --pose models/poses/starter.coco.json#running --prompt "sketch, a man running in a park"
  $ contrapposto generate --pose poses.json --prompt "ukiyoe, a fighter" --seed 7 --steps 30 --out fighter.png
  $ contrapposto generate --recipe fighter.png --out again.png         the identical file, byte for byte
  $ contrapposto generate --pose poses.json --prompt "..." --dry-run   the recipe, and what it would cost
${EXIT_CODES_HELP}`;

const POSE_FILES =
  'COCO, Human-Art, OpenPose, ControlNet, DWPose, MMPose, YOLO, HumanSD npz, BVH, glTF, VRM or VRMA, told by its contents';

const APPLY_EXAMPLES = `
Examples:
  $ contrapposto pose apply poses.json mirror --out mirrored.json
  $ contrapposto pose apply poses.json#3 hide joints=left_hand,head --out hidden.json
  $ contrapposto pose apply a.json blend pose=b.json#12 weight=0.3 --out between.json`;

const ANGLE = numberBetween(-360, 360);
const ELEVATION = numberBetween(-90, 90);

type Print = (result: CommandResult) => void;
type Handler<A extends unknown[]> = (context: Context, ...args: A) => Promise<CommandResult>;
export type AddCommand = <A extends unknown[]>(
  parent: Command,
  name: string,
  summary: string,
  handler: Handler<A>,
) => Command;

/** The whole surface of the command line: what there is, what it takes, and which handler it goes to. */
export function createProgram(context: Context, print: Print): Command {
  const program = new Command('contrapposto')
    .description('Turns a pose and a prompt into a picture that holds the pose.')
    .version(VERSION)
    .addHelpText('after', EXAMPLES)
    .showHelpAfterError('Try --help.')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void context.stdout.write(text),
      writeErr: (text) => void context.stderr.write(text),
    });

  /** A leaf command: the common options, and its handler wired to the printer. */
  const add: AddCommand = <A extends unknown[]>(parent: Command, name: string, summary: string, handler: Handler<A>) =>
    parent
      .command(name)
      .description(summary)
      .option('--json', 'print one JSON document on stdout')
      .option('--debug', 'print stacks and causes of errors')
      .action(async (...args: unknown[]) => {
        print(await handler(context, ...(args.slice(0, -1) as A)));
      });

  addGenerateOptions(
    add(program, 'generate', 'make a picture from a pose and a prompt, or again from a recipe', generate),
  ).addHelpText('after', GENERATE_EXAMPLES);

  addPoseCommands(
    program.command('pose').description('look into pose files, draw, convert, change and compare them'),
    add,
  );

  addLibraryCommands(
    program.command('library').description("the service's poses: import, search, export"),
    addWithUrl(add),
  );

  addDatasetCommands(
    program.command('dataset').description('what models are judged by: samples with poses'),
    addWithUrl(add),
  );
  addReportCommands(
    program.command('report').description('how well models, or pictures made elsewhere, hold poses'),
    addWithUrl(add),
  );

  const models = program.command('models').description('look at model folders');
  add(models, 'list', 'list the models that can be named', listModels);
  add(models, 'inspect', 'check a model folder and show what it is', inspectModel).argument(
    '<path>',
    'a model folder, or the name of a listed one',
  );

  const backends = program.command('backends').description('look at backend plugins');
  add(backends, 'list', 'list the backends, each with whether it can run here and why', listBackends);

  add(program, 'demo', 'make four pictures and a contact sheet from the bundled poses', demo)
    .option('--out <folder>', 'where to write', 'out/demo')
    .option('--model <name|path>', 'model folder, or the name of a listed one')
    .option('--backend <name>', 'backend plugin')
    .option('--seed <n>', 'seed of all four', integerBetween(0, MAX_SEED), 1)
    .option('--steps <n>', "denoising steps (default: the model's)", integerBetween(1, 1000));
  return program;
}

function addPoseCommands(pose: Command, add: AddCommand): void {
  add(pose, 'inspect', 'list the poses of a file, and every problem in it', inspectPoseFile).argument(
    '<file>',
    `${POSE_FILES}; FILE#id for one pose`,
    parsePoseReference,
  );
  add(pose, 'render', 'draw a pose as the model sees it (PNG), or for people (SVG)', renderPoseFile)
    .argument('<file>', 'FILE, or FILE#id where the file holds several poses', parsePoseReference)
    .requiredOption('--out <file>', 'where to write; the ending .png or .svg decides the kind')
    .option('--size <WxH>', "canvas in pixels (default: the pose's own)", parseSize)
    .option('--profile <name>', `renderer profile: ${RENDERER_PROFILE_NAMES.join(', ')}`, 'humansd-v1')
    .option('--azimuth <degrees>', 'from another side, for poses in three dimensions: 90 is their left', ANGLE)
    .option('--elevation <degrees>', 'from above (or below, negative)', ELEVATION)
    .addOption(fitOption().default('letterbox'));
  add(pose, 'convert', 'write the poses of a file in another format, with another skeleton, or both', convertPoseFile)
    .argument('<file>', 'FILE, or FILE#id for one pose', parsePoseReference)
    .option('--to <skeleton>', `skeleton: ${Object.keys(SKELETONS).join(', ')} (default: as it is)`)
    .addOption(new Option('--format <format>', 'of the files').choices(POSE_FILE_FORMATS).default('coco'))
    .requiredOption('--out <path>', 'a file, or a folder where a format keeps a pose a file')
    .option('--root <folder>', "where a HumanSD mapping's paths begin (default: its folder)")
    .option('--dry-run', 'say what would be written and lost, write nothing');
  add(pose, 'operations', 'list what `pose apply` can do', listOperations);
  add(pose, 'apply', 'change the poses of a file: mirror, hide, blend, retarget, ...', applyToPoseFile)
    .argument('<file>', 'FILE, or FILE#id for one pose', parsePoseReference)
    .argument('<operation>', 'its name; `pose operations` lists all')
    .argument('[parameter=value...]', "the operation's parameters")
    .requiredOption('--out <file>', 'where to write the COCO JSON')
    .addHelpText('after', APPLY_EXAMPLES);
  add(pose, 'compare', 'tell how far apart two poses are in shape, joint by joint', comparePoses)
    .argument('<pose>', 'FILE[#id]', parsePoseReference)
    .argument('<other>', 'FILE[#id]', parsePoseReference)
    .option('--mirror', 'a mirror image is as near as the pose itself')
    .option('--rotation', 'the angle in the picture does not count')
    .option('--visible-only', 'only joints that can be seen, on both sides');
}

/** For commands that speak to the service. */
function addWithUrl(add: AddCommand): AddCommand {
  return (parent, name, summary, handler) =>
    add(parent, name, summary, handler).option(
      '--url <address>',
      'of the service (default: CONTRAPPOSTO_URL, or http://127.0.0.1:4000)',
    );
}

function addLibraryCommands(library: Command, add: AddCommand): void {
  add(library, 'list', 'list the libraries', listLibraries);
  add(library, 'import', 'take files of poses into a library', importLibrary)
    .argument('<path...>', `files, or folders of them: ${POSE_FILES}; or a HumanSD mapping`)
    .requiredOption('--library <name>', 'its name; made where there is none of it')
    .option('--tags <a,b,...>', 'given to every pose', parseWords)
    .option('--licence <id>', 'SPDX id, of a library that is made')
    .option('--root <folder>', "where a mapping's paths begin (default: its folder)")
    .option('--dry-run', 'say what would be taken, take nothing');
  add(library, 'search', 'find poses by words, tags or shape', searchLibrary)
    .argument('[text]', 'in names and tags')
    .option('--tag <a,b,...>', 'all of them', parseWords)
    .option('--skeleton <name>', 'only of this skeleton')
    .option('--licence <id>', 'only on exactly these terms')
    .option('--spatial', 'only in three dimensions')
    .option('--like <file[#id]>', 'nearest in shape first', parsePoseReference)
    .option('--mirror', 'a mirror image is as near as the pose itself')
    .option('--limit <n>', 'at most so many', integerBetween(1, 200), 20);
  add(library, 'export', 'write poses as files, their licences beside them', exportLibrary)
    .argument('[text]', 'in names and tags')
    .option('--library <name>', 'only of this library')
    .option('--tag <a,b,...>', 'all of them', parseWords)
    .addOption(new Option('--format <format>', 'of the files').choices(EXPORT_FORMATS).default('coco'))
    .option('--profile <name>', 'how PNG skeletons are drawn')
    .option('--commercial', 'for commercial use: fails where a licence does not allow it')
    .requiredOption('--out <folder>', 'where to write')
    .option('--dry-run', 'list the poses, write nothing');
}

function fitOption(): Option {
  return new Option(
    '--fit <mode>',
    'how a pose of another size comes onto the canvas (letterbox where not given)',
  ).choices(['letterbox', 'stretch', 'none']);
}

function addGenerateOptions(command: Command): Command {
  return command
    .option('--pose <file[#id]>', 'a pose file; `pose inspect` lists what is in it', parsePoseReference)
    .option('--prompt <text>', 'what the picture shows; begin with the scene style')
    .option('--negative <text>', "what it should not show (default: the model's)")
    .option('--recipe <png>', 'make the picture of this PNG again; every other choice comes from it')
    .option('--out <file>', 'where to write the PNG', 'out/picture.png')
    .option('--seed <n>', 'start noise, 0 to 4294967295 (default: a new one each time)', integerBetween(0, MAX_SEED))
    .option('--steps <n>', "denoising steps (default: the model's)", integerBetween(1, 1000))
    .option(
      '--guidance <x>',
      "how strongly the prompt pulls; 1 is not at all (default: the model's)",
      numberBetween(0, 50),
    )
    .option(
      '--conditioning <x>',
      'how strongly a ControlNet or T2I-Adapter acts, 0 to 2 (default: 1); of no other model',
      numberBetween(0, 2),
    )
    .option('--scheduler <name>', "ddim, dpmpp-2m or euler (default: the model's)")
    .option('--size <WxH>', "picture in pixels (default: the model's)", parseSize)
    .addOption(fitOption())
    .option('--preset <name>', 'paper (default), or humansd-compat for what the published demo does')
    .option('--model <name|path>', 'model folder, or the name of a listed one')
    .option('--backend <name>', 'backend plugin')
    .option('--preview', 'write a preview beside the picture while it is made (default: on a terminal)')
    .option('--no-preview', 'never write one')
    .option('--dry-run', 'print the recipe and the memory it needs, make nothing');
}
