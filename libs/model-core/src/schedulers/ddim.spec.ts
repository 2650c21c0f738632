import { describeDiffusersParity } from './testing/describe-diffusers-parity.js';
import { describeSchedulerContract } from './testing/describe-scheduler-contract.js';

describeSchedulerContract('ddim');
describeDiffusersParity('ddim');
