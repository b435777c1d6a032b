-- DropView Names
-- ! breaks running code: Names is gone
DROP VIEW `Names`;

-- undone by

-- CreateView Names
CREATE VIEW `Names` AS
select id, name from item;
