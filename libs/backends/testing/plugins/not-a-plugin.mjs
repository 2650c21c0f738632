export default { contractVersion: 2, name: 'from the future' };
