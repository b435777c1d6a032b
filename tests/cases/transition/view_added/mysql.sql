-- CreateView Names
CREATE VIEW `Names` AS
select id, name from item;

-- undone by

-- DropView Names
DROP VIEW `Names`;
