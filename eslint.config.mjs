import js from '@eslint/js';
import contrapposto from '@contrapposto/eslint-rules';
import tseslint from 'typescript-eslint';

const NODE_GLOBALS = [
  'AbortController',
  'Buffer',
  'URL',
  'clearInterval',
  'clearTimeout',
  'console',
  'fetch',
  'performance',
  'process',
  'setInterval',
  'setTimeout',
];
const SPECS = ['**/*.spec.ts', '**/testing/**/*.ts'];
/** The web app is a program of its own to the compiler: it has a DOM and JSX. */
const WEB_APP = ['apps/admin/**/*.ts', 'apps/admin/**/*.tsx'];

/** Where the environment may be read; everything else takes options. */
const ENVIRONMENT_READERS = [
  'tools/cli/src/env.ts',
  'apps/api/src/env.ts',
  'apps/worker/src/env.ts',
  'prisma.config.ts',
];

const noEnvironment = {
  selector: "MemberExpression[object.name='process'][property.name='env']",
  message: 'Read the environment in one file per program (env -> config -> context -> handlers) and pass values on.',
};

export default tseslint.config(
  {
    ignores: [
      '**/dist/',
      '**/node_modules/',
      '**/out/',
      '.nx/',
      'coverage/',
      'models/',
      'tools/train/',
      'tools/golden/',
      'libs/platform/src/prisma-client/',
    ],
  },
  js.configs.recommended,
  {
    plugins: { contrapposto },
    rules: {
      'contrapposto/import-boundaries': 'error',
      eqeqeq: 'error',
      'no-restricted-syntax': ['error', noEnvironment],
    },
  },
  {
    files: ['**/*.mjs', '**/*.js'],
    languageOptions: { globals: Object.fromEntries(NODE_GLOBALS.map((name) => [name, 'readonly'])) },
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true, allowNullish: true },
      ],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidOperator: true },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      // Dimensions and table look-ups that an earlier assertion has proved: `!` says so where a check would be dead code.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/non-nullable-type-assertion-style': 'off',
    },
  },
  {
    files: WEB_APP,
    languageOptions: {
      parserOptions: { project: './apps/admin/tsconfig.json', tsconfigRootDir: import.meta.dirname },
    },
  },
  {
    files: SPECS,
    rules: {
      // A spec may hand in what the types forbid, to see the run-time check, and read parsed JSON freely.
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-empty-function': 'off',
    },
  },
  { files: ENVIRONMENT_READERS, rules: { 'no-restricted-syntax': 'off' } },
);
