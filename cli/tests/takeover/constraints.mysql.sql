CREATE TABLE `user` (`id` int NOT NULL AUTO_INCREMENT PRIMARY KEY, `email` varchar(191) NOT NULL, `handle` varchar(191) NOT NULL, CONSTRAINT `user_email_key` UNIQUE (`email`), UNIQUE KEY `own_handle` (`handle`)) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
CREATE TABLE `post` (`id` int NOT NULL AUTO_INCREMENT PRIMARY KEY, `slug` varchar(191) NOT NULL, `author` varchar(191), `user_id` int NOT NULL, `later` int, CONSTRAINT `post_later_key` UNIQUE (`later`), CONSTRAINT `post_user_id_slug_key` UNIQUE (`user_id`, `slug`), CONSTRAINT `post_author_fkey` FOREIGN KEY (`author`) REFERENCES `user` (`email`) ON DELETE SET NULL ON UPDATE CASCADE) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
CREATE TABLE `member` (`id` int NOT NULL PRIMARY KEY, `handle` varchar(191) NOT NULL, CONSTRAINT `member_handle_fkey` FOREIGN KEY (`handle`) REFERENCES `user` (`handle`) ON DELETE RESTRICT ON UPDATE NO ACTION) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
INSERT INTO `user` VALUES (7, 'a@example.org', 'ada');
INSERT INTO `post` VALUES (9, 'first', 'a@example.org', 7, 1);
INSERT INTO `member` VALUES (1, 'ada');
