-- Models whose pose comes by networks beside the UNet.
alter table models drop constraint models_family_check;
alter table models add constraint models_family_check check (family in ('humansd', 'text-only', 'controlnet', 't2i-adapter'));
