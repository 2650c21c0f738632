import { describeDiffusersParity } from './testing/describe-diffusers-parity.js';
import { describeSchedulerContract } from './testing/describe-scheduler-contract.js';

describeSchedulerContract('dpmpp-2m');
describeDiffusersParity('dpmpp-2m');
