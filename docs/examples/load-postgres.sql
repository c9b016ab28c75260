-- What load-postgres.sh runs. Its variables: table, address, names and columns of the CSV, which comes on standard input.
begin;
create table if not exists :"table" (_address text not null, :columns);
create temporary table incoming (:columns) on commit drop;
\copy incoming from pstdin with (format csv, header true)
delete from :"table" where _address = :'address';
insert into :"table" (_address, :names) select :'address', :names from incoming;
commit;
