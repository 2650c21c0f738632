/** Measured generations that a condition finds. Postgres leaves out a join that nothing is read of. */
export const MEASURED_FROM = (condition: string) => `(select * from generations where ${condition}) as generations
  join fidelities y on y.generation_id = generations.id left join pose_versions v on v.id = generations.pose_version_id
  left join prompt_versions w on w.id = generations.prompt_version_id`;
